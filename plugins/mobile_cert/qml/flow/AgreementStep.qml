import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property FlowViewModel vm

    AppCard {
        title: step.vm.agreement.heading

        LegalText {
            text: step.vm.agreement.text
        }
    }
}
