"""报送: handing a month in, and what was handed in."""
