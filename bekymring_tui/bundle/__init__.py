"""A bundle (sakspakke): what leaves the machine for a leader, sealed in the age format."""
