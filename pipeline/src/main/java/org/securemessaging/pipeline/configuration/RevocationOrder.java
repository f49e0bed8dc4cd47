package org.securemessaging.pipeline.configuration;

/** Which way of asking for a certificate's status is tried first; the other one fills in. */
public enum RevocationOrder {
    /** CRLs, which tell nobody who reads what. */
    CRL_FIRST,
    /** OCSP, whose answers are younger. */
    OCSP_FIRST
}
