import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

WizardStep {
    id: step

    required property ApplyViewModel vm

    AppCard {
        title: step.vm.agreementTitle

        AppText {
            Layout.fillWidth: true
            text: step.vm.agreementText
        }
    }
}
