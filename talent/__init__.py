"""The site and its people: accounts, profiles, employers, and what every feature builds on."""
