"""What people are owed: the rules, the cases, the decisions and the payments."""
