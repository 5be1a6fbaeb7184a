"""The demo's population: thousands of people and their cases, written many rows at a time.

Each row is what the action for the same step would have written, its event in the log included.
"""
