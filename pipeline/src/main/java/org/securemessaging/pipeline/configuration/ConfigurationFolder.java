package org.securemessaging.pipeline.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.commons.configuration2.XMLConfiguration;
import org.apache.commons.configuration2.convert.DisabledListDelimiterHandler;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.commons.configuration2.io.FileHandler;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A server's configuration folder as those see it who have no James, such as the command line. It
 * reads the file as James does, so that {@code ${env:NAME}} stands for a variable of the
 * environment. Thread safe.
 */
public final class ConfigurationFolder {
    private ConfigurationFolder() {}

    /**
     * Reads {@code securemessaging.xml} in a folder.
     *
     * @param folder the folder
     * @return the configuration
     * @throws InvalidConfigurationException if the file is not there, can't be read, or is wrong
     */
    public static SecureMessagingConfiguration load(Path folder) {
        Path file = folder.resolve(SecureMessagingConfiguration.FILE);
        try (InputStream in = Files.newInputStream(file)) {
            return SecureMessagingConfiguration.read(parse(in), FileLocations.around(folder));
        } catch (IOException e) {
            throw new InvalidConfigurationException(file + ": can't be read: " + e, e);
        } catch (ConfigurationException e) {
            throw new InvalidConfigurationException(
                    file + ": is no well-formed XML: " + where(e), e);
        }
    }

    private static String where(ConfigurationException e) {
        return e.getCause() instanceof SAXParseException cause
                ? "line " + cause.getLineNumber() + ": " + cause.getMessage()
                : e.getMessage();
    }

    // Not with the builders: they want Commons BeanUtils, which the command line has no need of.
    private static XMLConfiguration parse(InputStream in) throws ConfigurationException {
        XMLConfiguration configuration = new XMLConfiguration();
        configuration.setListDelimiterHandler(new DisabledListDelimiterHandler());
        configuration.setDocumentBuilder(documentBuilder());
        new FileHandler(configuration).load(in);
        return configuration;
    }

    private static DocumentBuilder documentBuilder() {
        try {
            DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            // It throws; the parser's own one also writes to standard error.
            builder.setErrorHandler(new DefaultHandler());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java platform has an XML parser", e);
        }
    }
}
