"""What tests of stations share."""
