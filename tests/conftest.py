"""What every test shares: settings that no machine can leak into, and the network kept shut."""
