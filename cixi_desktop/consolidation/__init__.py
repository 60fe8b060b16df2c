"""All units together: who has reported, who disagrees, and the bureau's own figures."""
