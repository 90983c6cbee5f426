"""What the house knows and does: rules, policy, services, and the joins of them."""
