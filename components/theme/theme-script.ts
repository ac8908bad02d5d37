import { settingsKey } from '../settings/settings.ts'

/**
 * Source of the inline script that puts the chosen theme and text size on the root element before anything is drawn.
 * Written out as text because it must run before any bundle has arrived.
 */
export const themeScript = `try{var s=JSON.parse(localStorage.getItem(${JSON.stringify(settingsKey)})||'{}');\
if(s.theme==='light'||s.theme==='dark')document.documentElement.dataset.theme=s.theme}catch(e){}`
