package org.securemessaging.cms;

import java.util.List;
import java.util.Optional;
import org.securemessaging.result.Finding;

/**
 * What the signers of one structure have in common.
 *
 * @param contentType the eContentType
 * @param contents the forms in which the content may have been signed; none if there is no content
 * @param certificates where signers' certificates are found
 * @param contentFinding what spoils the content for every signer
 */
record SignerContext(
        String contentType,
        List<DigestedContent> contents,
        SignerCertificates certificates,
        Optional<Finding> contentFinding) {}
