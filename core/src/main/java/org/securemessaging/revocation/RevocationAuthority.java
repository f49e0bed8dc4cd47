package org.securemessaging.revocation;

/**
 * Says for one certificate who is to be believed about its status.
 *
 * @param crls judges the signers of CRLs
 * @param responses judges the signers of OCSP responses
 */
public record RevocationAuthority(CrlAuthority crls, OcspAuthority responses) {}
