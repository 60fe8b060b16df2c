"""What is kept by revision: the records of units and of the bureau, and one year of them as a whole."""
