-- Deploy business:giftcert/redemptions to pg

-- requires: booking/bookings
-- requires: giftcert/gift_certificates
-- requires: giftcert/packages

CREATE TABLE public.redemptions (
    id                  uuid        NOT NULL DEFAULT gen_random_uuid(),
    tenant_id           uuid        NOT NULL,
    booking_id          uuid        NOT NULL,
    gift_certificate_id uuid,
    package_id          uuid,
    type                varchar(16) NOT NULL,
    amount_cents        integer,
    session_number      integer,
    created_at          timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT redemptions_pkey PRIMARY KEY (id),
    CONSTRAINT redemptions_booking_id_bookings_id_fk FOREIGN KEY (tenant_id, booking_id)
        REFERENCES public.bookings (tenant_id, id),
    CONSTRAINT redemptions_gift_certificate_id_gift_certificates_id_fk FOREIGN KEY (tenant_id, gift_certificate_id)
        REFERENCES public.gift_certificates (tenant_id, id),
    CONSTRAINT redemptions_package_id_packages_id_fk FOREIGN KEY (tenant_id, package_id)
        REFERENCES public.packages (tenant_id, id)
);

CREATE INDEX redemptions_tenant_idx ON public.redemptions (tenant_id);
CREATE INDEX idx_redemptions_booking ON public.redemptions (booking_id);
CREATE INDEX idx_redemptions_gc ON public.redemptions (gift_certificate_id);
CREATE INDEX idx_redemptions_pkg ON public.redemptions (package_id);

COMMENT ON TABLE public.redemptions IS
    'Certificates and packages used for a booking';
COMMENT ON COLUMN public.redemptions.id IS 'The redemption';
COMMENT ON COLUMN public.redemptions.tenant_id IS 'The tenant';
COMMENT ON COLUMN public.redemptions.booking_id IS 'What was paid';
COMMENT ON COLUMN public.redemptions.gift_certificate_id IS 'The certificate it was paid with';
COMMENT ON COLUMN public.redemptions.package_id IS 'The package it was paid with';
COMMENT ON COLUMN public.redemptions.type IS 'gift_certificate or package';
COMMENT ON COLUMN public.redemptions.amount_cents IS 'What was taken from the certificate, in cents';
COMMENT ON COLUMN public.redemptions.session_number IS 'Which session of the package';
COMMENT ON COLUMN public.redemptions.created_at IS 'When the row was made';
