"""Many worlds: plan, draws, shards, processes, and the answers combined with their two layers of not knowing."""
