"""The bots that ours is measured against: small, and each as its kind is usually written."""
