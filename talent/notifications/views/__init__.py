"""Pages of messages: a person's own, the outbox, and the wording of the templates."""
