"""Reports drawn by the program itself: as PDF, and for the printer."""
