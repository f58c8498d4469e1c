"""The businesses of the flow table (M3.3.11): each is data for one wizard."""
