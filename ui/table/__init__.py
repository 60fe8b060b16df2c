"""Tables that are typed and pasted into."""
