package org.securemessaging.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.securemessaging.cms.CmsType;
import org.securemessaging.cms.LayerCarrier;
import org.securemessaging.cms.SignedDataReport;
import org.securemessaging.mime.Entity;
import org.securemessaging.result.Finding;
import org.securemessaging.result.ReasonCode;

/**
 * Peels a message layer by layer, outermost first. One walk a message; used by one thread. How deep
 * it goes is bounded by the limits on MIME depth and on layers.
 */
final class LayerWalk {
    private final LayerOpener opener;
    private final SignerJudge judge;
    private final LayerUnsealer unsealer;
    private final VerificationLimits limits;
    private final MessageFacts facts;
    private final List<JudgedLayer> layers = new ArrayList<>();

    LayerWalk(
            LayerOpener opener,
            LayerUnsealer unsealer,
            SignerJudge judge,
            VerificationLimits limits,
            MessageFacts facts) {
        this.opener = opener;
        this.unsealer = unsealer;
        this.judge = judge;
        this.limits = limits;
        this.facts = facts;
    }

    /** Where the walk is: inside how many layers, under which part number, and in the envelope? */
    private record Place(int depth, PartNumber part, boolean enveloping) {
        Place inside(PartNumber inner) {
            return new Place(depth + 1, inner, enveloping);
        }

        Place errant(PartNumber child) {
            return new Place(depth, child, false);
        }
    }

    /**
     * Walks.
     *
     * @param message the message
     * @return its layers, outermost first
     */
    List<JudgedLayer> over(Entity message) {
        walk(message, new Place(0, PartNumber.message(), true));
        return List.copyOf(layers);
    }

    /** Gives the type of the layer that the entity itself is, if it is one. */
    private Optional<CmsType> walk(Entity entity, Place place) {
        LayerCarrier carrier = LayerCarrier.of(entity);
        if (carrier instanceof LayerCarrier.Plain) {
            walkParts(entity, place);
            return Optional.empty();
        }
        if (layers.size() >= limits.layers() || place.depth() >= limits.depth()) {
            Finding limit = Finding.of(ReasonCode.LIMIT_EXCEEDED, "too many layers");
            add(layer("unknown", form(carrier), place, List.of(), List.of(limit)));
            return Optional.empty();
        }
        if (carrier instanceof LayerCarrier.ClearSigned clear) {
            walkClear(clear, place);
        } else if (carrier instanceof LayerCarrier.BrokenSigned broken) {
            String type = CmsType.SIGNED_DATA.word();
            add(layer(type, LayerForm.CLEAR, place, List.of(), List.of(broken.finding())));
        } else if (carrier instanceof LayerCarrier.Opaque opaque) {
            return Optional.of(walkOpaque(opaque, place));
        }
        return Optional.of(CmsType.SIGNED_DATA);
    }

    private void walkParts(Entity entity, Place place) {
        int number = 1;
        for (Entity part : entity.parts()) {
            walk(part, place.errant(place.part().child(number++)));
        }
    }

    private void walkClear(LayerCarrier.ClearSigned clear, Place place) {
        int index = layers.size();
        SignedDataReport report = opener.verify(clear);
        PartNumber signature = place.part().child(2);
        addSigned(report, LayerForm.CLEAR, place, signature);
        Optional<CmsType> inner = walk(clear.content(), place.inside(place.part().child(1)));
        discountIfAroundEncryption(index, inner);
        compareHeader(index, place, clear.content(), inner);
    }

    private CmsType walkOpaque(LayerCarrier.Opaque carrier, Place place) {
        CmsType type = opener.type(carrier);
        if (type == CmsType.SIGNED_DATA) {
            walkOpaqueSigned(carrier, place);
        } else if (type.encrypted() || type == CmsType.COMPRESSED_DATA) {
            walkSealed(carrier, type, place);
        } else if (type == CmsType.UNKNOWN) {
            Finding malformed = Finding.of(ReasonCode.MALFORMED_CMS, "no CMS structure");
            add(opaque(type, place, malformed));
        } else {
            add(layer(type.word(), LayerForm.OPAQUE, place, List.of(), List.of()));
        }
        return type;
    }

    private void walkOpaqueSigned(LayerCarrier.Opaque carrier, Place place) {
        int index = layers.size();
        try (OpenedLayer opened = opener.open(carrier)) {
            addSigned(opened.report(), LayerForm.OPAQUE, place, place.part().entity());
            if (opened.content().isPresent()) {
                Place inside = place.inside(place.part().inside());
                Entity content = opened.content().get();
                Optional<CmsType> inner = walk(content, inside);
                discountIfAroundEncryption(index, inner);
                compareHeader(index, place, content, inner);
            }
        }
    }

    /** What is not part of the envelope is never opened (EFAIL). */
    private void walkSealed(LayerCarrier.Opaque carrier, CmsType type, Place place) {
        LayerUnsealer.Unsealed unsealed =
                place.enveloping()
                        ? unsealer.open(carrier, type, place.part())
                        : LayerUnsealer.unopened(type);
        add(layer(type.word(), LayerForm.OPAQUE, place, List.of(), unsealed.findings()));
        if (unsealed.content().isPresent()) {
            Entity inside = opener.read(unsealed.content().get());
            walk(inside, place.inside(place.part().inside()));
        }
    }

    private void addSigned(
            SignedDataReport report, LayerForm form, Place place, PartNumber number) {
        List<JudgedSigner> signers =
                report.signers().stream()
                        .map(
                                signer ->
                                        place.enveloping()
                                                ? judge.judge(signer, report, facts)
                                                : SignerJudge.report(signer))
                        .toList();
        Place at = new Place(place.depth(), number, place.enveloping());
        add(layer(CmsType.SIGNED_DATA.word(), form, at, signers, report.findings()));
    }

    /** Whoever signs ciphertext says nothing about what is in it: anyone can do that. */
    private void discountIfAroundEncryption(int index, Optional<CmsType> inner) {
        if (inner.filter(CmsType::encrypted).isPresent()) {
            layers.set(index, layers.get(index).discounted());
        }
    }

    /** RFC 9788 §4: the header that counts is that of the payload, inside all layers. */
    private void compareHeader(
            int index, Place place, Entity content, Optional<CmsType> innerLayer) {
        if (place.enveloping() && innerLayer.isEmpty()) {
            layers.set(
                    index,
                    layers.get(index)
                            .with(opener.protectedHeader().differences(facts.header(), content)));
        }
    }

    private JudgedLayer opaque(CmsType type, Place place, Finding finding) {
        return layer(type.word(), LayerForm.OPAQUE, place, List.of(), List.of(finding));
    }

    private static JudgedLayer layer(
            String type,
            LayerForm form,
            Place place,
            List<JudgedSigner> signers,
            List<Finding> findings) {
        List<Finding> all = new ArrayList<>(findings);
        if (!place.enveloping()) {
            all.add(Finding.of(ReasonCode.ERRANT_LAYER, "below a part that is not signed"));
        }
        LayerReport report =
                new LayerReport(
                        type,
                        form,
                        place.part().toString(),
                        place.enveloping(),
                        signers.stream().map(JudgedSigner::verdict).toList(),
                        all);
        return new JudgedLayer(report, signers, place.enveloping());
    }

    private static LayerForm form(LayerCarrier carrier) {
        return carrier instanceof LayerCarrier.Opaque ? LayerForm.OPAQUE : LayerForm.CLEAR;
    }

    private void add(JudgedLayer layer) {
        layers.add(layer);
    }
}
