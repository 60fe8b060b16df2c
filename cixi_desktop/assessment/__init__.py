"""What the records amount to: completion, pace, lights, and the one Assessment that every output shows."""
