"""What is missing, wrong or doubtful, as pure functions that return issues."""
