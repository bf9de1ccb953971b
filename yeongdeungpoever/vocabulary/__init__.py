"""Words that the whole house shares, as data: the district's own names and common lists."""
