package org.securemessaging.cms;

import java.util.List;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.securemessaging.certificate.Certificate;
import org.securemessaging.result.Finding;

/**
 * A SignedData (RFC 5652 §5.1) without its content.
 *
 * @param contentType the eContentType's object identifier
 * @param contentPresent whether there is an eContent
 * @param certificates its X.509 certificates, in their order
 * @param crls its CRLs as they arrived
 * @param signers its SignerInfos, in their order
 * @param findings what was odd but did not stop the reading
 */
record SignedDataStructure(
        String contentType,
        boolean contentPresent,
        List<Certificate> certificates,
        List<byte[]> crls,
        List<SignerInfo> signers,
        List<Finding> findings) {}
