package org.securemessaging.admin.webadmin;

import com.google.inject.Inject;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.webadmin.WebAdminConfiguration;
import org.apache.james.webadmin.authentication.AuthenticationFilter;
import spark.Request;

/**
 * Keeps web pages out. Without JWT webadmin asks nobody for a password, and it allows pages of
 * every origin to read its answers ({@code Access-Control-Allow-Origin: *}), whatever {@code
 * cors.enable} says: a page in the browser of whoever can reach webadmin could read the archive.
 * Thread safe.
 *
 * <p>A request with a valid token is let through: a browser does not send one by itself.
 */
public final class PageGuard {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9A-Fa-f:.%]+]");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    private final WebAdminConfiguration configuration;

    /**
     * A guard.
     *
     * @param configuration what {@code webadmin.properties} says
     */
    @Inject
    public PageGuard(WebAdminConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Ends the request with 403 if a page may have made it. */
    void check(Request request) {
        if (request.attribute(AuthenticationFilter.LOGIN) != null) {
            return;
        }
        if (isFromPage(request)) {
            throw Refusal.forbidden(
                    "Web pages may not ask this. webadmin.properties lets one in with cors.enable"
                            + " and its own cors.origin, or with jwt.enabled");
        }
        String host = Optional.ofNullable(request.headers("Host")).orElse("");
        if (!isOurs(PORT.matcher(host).replaceFirst(""))) {
            throw Refusal.forbidden(
                    "Without jwt.enabled, webadmin must be asked by its IP address, by a name"
                            + " without a dot, or by the host of webadmin.properties: a page could"
                            + " give any other name this address");
        }
    }

    /** Browsers name the page (RFC 6454 §7), or say that there is one (Fetch Metadata). */
    private boolean isFromPage(Request request) {
        String origin = request.headers("Origin");
        if (origin != null) {
            return !configuration.isEnableCORS()
                    || !origin.equals(configuration.getUrlCORSOrigin());
        }
        String site = request.headers("Sec-Fetch-Site");
        return site != null && !site.equals("none");
    }

    private boolean isOurs(String host) {
        return ADDRESS.matcher(host).matches()
                || host.indexOf('.') < 0
                || host.equalsIgnoreCase(configuration.getHost());
    }
}
