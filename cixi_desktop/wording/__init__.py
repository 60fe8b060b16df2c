"""What is said of it: words, sentences, listings, the journal and the check code."""
