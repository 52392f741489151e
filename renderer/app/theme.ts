import { type ThemeConfig, theme } from 'antd';

export type ColourMode = 'light' | 'dark';

/** One accent; red, amber and green keep their meanings (debt and refusal, doubt, confirmed). */
export function themeFor(mode: ColourMode): ThemeConfig {
  return {
    algorithm: mode === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: mode === 'dark' ? '#2aa198' : '#0b6e6e',
      // antd's own tint of so dark an accent is grey.
      colorPrimaryBg: mode === 'dark' ? '#12302e' : '#e4f3f1',
      colorPrimaryBgHover: mode === 'dark' ? '#173b38' : '#d3ebe8',
      colorInfoBg: mode === 'dark' ? '#12302e' : '#e4f3f1',
      colorInfoBorder: mode === 'dark' ? '#1f5552' : '#a9d6d1',
      colorInfo: mode === 'dark' ? '#2aa198' : '#0b6e6e',
      colorError: mode === 'dark' ? '#ff6b60' : '#c42b1c',
      colorWarning: mode === 'dark' ? '#e0a030' : '#9a6700',
      colorSuccess: mode === 'dark' ? '#4cb86a' : '#1a7f37',
      colorSuccessBg: mode === 'dark' ? '#16291c' : '#e6f4ea',
      colorSuccessBorder: mode === 'dark' ? '#2b5a38' : '#a6d8b4',
      colorWarningBg: mode === 'dark' ? '#2e2512' : '#fdf3dc',
      colorWarningBorder: mode === 'dark' ? '#66501c' : '#ecd398',
      colorErrorBg: mode === 'dark' ? '#331a18' : '#fdecea',
      colorErrorBorder: mode === 'dark' ? '#7a322c' : '#f2b8b1',
      colorTextSecondary: mode === 'dark' ? 'rgba(255,255,255,0.72)' : 'rgba(0,0,0,0.64)',
      colorTextTertiary: mode === 'dark' ? 'rgba(255,255,255,0.62)' : 'rgba(0,0,0,0.58)',
      borderRadius: 4,
      controlHeight: 32,
      fontFamily: 'inherit',
      fontSize: 14,
      motion: false,
      wireframe: false,
    },
    components: { Table: { cellPaddingBlockSM: 6, cellPaddingInlineSM: 10 } },
  };
}
