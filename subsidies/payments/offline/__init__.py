"""What runs on the clerk's own machine, away from the portal: the standard library only."""
