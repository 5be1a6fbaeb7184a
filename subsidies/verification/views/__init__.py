"""Pages of the employer's HR desk."""
