"""A stand-in: with it, pip downloads a source package without running its set-up script."""
