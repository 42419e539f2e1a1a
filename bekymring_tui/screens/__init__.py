"""The pages. A page shows a state and sends an act; it decides nothing."""
