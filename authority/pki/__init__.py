"""CA, KMC, CRL, OCSP and TSA. The CA issues only what the registration side orders, inside its transaction."""
