"""The demo's showcase: one case for each status and each transition, made by the actions themselves."""
