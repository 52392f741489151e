import { z } from 'zod';

/** Row ids are positive integers, branded so that an account id cannot be passed where a customer id is meant. */
const rowId = <B extends string>(brand: B) => z.number().int().positive().brand(brand);

export const CustomerId = rowId('CustomerId');
export type CustomerId = z.infer<typeof CustomerId>;
export const PremisesId = rowId('PremisesId');
export type PremisesId = z.infer<typeof PremisesId>;
export const AccountId = rowId('AccountId');
export type AccountId = z.infer<typeof AccountId>;
export const MeterId = rowId('MeterId');
export type MeterId = z.infer<typeof MeterId>;
export const ReadingId = rowId('ReadingId');
export type ReadingId = z.infer<typeof ReadingId>;
export const TariffId = rowId('TariffId');
export type TariffId = z.infer<typeof TariffId>;
export const BillingRunId = rowId('BillingRunId');
export type BillingRunId = z.infer<typeof BillingRunId>;
export const BillId = rowId('BillId');
export type BillId = z.infer<typeof BillId>;
export const AdjustmentId = rowId('AdjustmentId');
export type AdjustmentId = z.infer<typeof AdjustmentId>;
export const WaiverId = rowId('WaiverId');
export type WaiverId = z.infer<typeof WaiverId>;
export const PaymentId = rowId('PaymentId');
export type PaymentId = z.infer<typeof PaymentId>;
export const MeterFaultId = rowId('MeterFaultId');
export type MeterFaultId = z.infer<typeof MeterFaultId>;
export const RefundId = rowId('RefundId');
export type RefundId = z.infer<typeof RefundId>;
export const AutoPaymentId = rowId('AutoPaymentId');
export type AutoPaymentId = z.infer<typeof AutoPaymentId>;
export const EntryId = rowId('EntryId');
export type EntryId = z.infer<typeof EntryId>;
export const UserId = rowId('UserId');
export type UserId = z.infer<typeof UserId>;
export const DeviceId = rowId('DeviceId');
export type DeviceId = z.infer<typeof DeviceId>;
export const CylinderId = rowId('CylinderId');
export type CylinderId = z.infer<typeof CylinderId>;
export const FillingId = rowId('FillingId');
export type FillingId = z.infer<typeof FillingId>;
export const HazardId = rowId('HazardId');
export type HazardId = z.infer<typeof HazardId>;
export const InspectionId = rowId('InspectionId');
export type InspectionId = z.infer<typeof InspectionId>;
export const PatrolId = rowId('PatrolId');
export type PatrolId = z.infer<typeof PatrolId>;
export const PhotoId = rowId('PhotoId');
export type PhotoId = z.infer<typeof PhotoId>;
export const SharingGroupId = rowId('SharingGroupId');
export type SharingGroupId = z.infer<typeof SharingGroupId>;
export const ShareRunId = rowId('ShareRunId');
export type ShareRunId = z.infer<typeof ShareRunId>;

/** Made by the client once per intended action: a repeated click or a retried request carries the same one. */
export const RequestId = z.uuid().brand('RequestId');
export type RequestId = z.infer<typeof RequestId>;
