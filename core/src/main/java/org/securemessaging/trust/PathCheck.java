package org.securemessaging.trust;

import java.util.List;
import org.securemessaging.result.Finding;

/**
 * One part of RFC 5280's path validation. It is made for one path, and is shown its certificates
 * from the one below the anchor to the target; what it must remember between them it keeps.
 */
interface PathCheck {
    /** Judges the next certificate and adds what speaks against it to the findings. */
    void accept(PathCertificate certificate, PathPosition position, List<Finding> findings);
}
