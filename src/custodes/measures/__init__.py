"""Records to answers: one file a question, the same for simulated and disclosed records."""
