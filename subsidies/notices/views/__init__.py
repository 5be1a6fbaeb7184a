"""Pages on public notices: for the public, and for the office that draws them up."""
