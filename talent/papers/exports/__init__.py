"""What goes onto papers, and papers in one file."""
