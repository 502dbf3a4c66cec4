import '#client/ui/desk.css'
import './citizen.css'
import { createApp } from 'vue'
import { sitAs } from '#client/link/tickets.ts'
import { createCitizenTexts } from '#client/text/citizen-texts.ts'
import SeatPage from './SeatPage.vue'

sitAs('seat')
createApp(SeatPage).use(createCitizenTexts()).mount('#app')
