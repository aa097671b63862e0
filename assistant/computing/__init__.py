"""Computing: questions about what tables hold, answered by counting, adding and comparing their cells."""
