import type { ScaleSetting } from './config.schema.ts';
import type { LinkOptions } from './link/link.ts';
import type { ContinuousScale, DecoderEvents, WeightDecoder } from './scale/continuous.ts';
import { bcdDecoder, createBcdScale } from './scale-bcd/driver.ts';
import { createTextScale, textDecoder } from './scale-text/driver.ts';
import { createToledoScale, toledoDecoder } from './scale-toledo/driver.ts';
import { createYaohuaScale, yaohuaDecoder } from './scale-yaohua/driver.ts';

/** The one place that knows which scale is which. */

export function createScale(setting: ScaleSetting, link: LinkOptions): ContinuousScale {
  switch (setting.model) {
    case 'yaohua':
      return createYaohuaScale({ ...link, profile: setting.profile });
    case 'toledo':
      return createToledoScale({ ...link, profile: setting.profile });
    case 'scale-text':
      return createTextScale({ ...link, profile: setting.profile });
    case 'scale-bcd':
      return createBcdScale({ ...link, profile: setting.profile });
  }
}

/** Bytes into weights without any wire: for finding out what a scale is. */
export function createWeightDecoder(setting: ScaleSetting, events: DecoderEvents): WeightDecoder {
  switch (setting.model) {
    case 'yaohua':
      return yaohuaDecoder(setting.profile, events);
    case 'toledo':
      return toledoDecoder(setting.profile, events);
    case 'scale-text':
      return textDecoder(setting.profile, events);
    case 'scale-bcd':
      return bcdDecoder(setting.profile, events);
  }
}
