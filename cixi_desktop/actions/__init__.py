"""One verb for each thing a user can do: (workspace, arguments) → outcome."""
