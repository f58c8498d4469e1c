"""Organisations 机构 and who acts for them: administrator, legal representative, employees."""
