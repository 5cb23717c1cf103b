"""协商: the union opens one and writes down each step (desk, writing); who filed joins, reads and leaves (joining)."""
