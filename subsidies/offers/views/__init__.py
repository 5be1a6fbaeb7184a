"""Pages of proactive offers: the officers', and the one that an invitation leads to."""
