import QtQuick
import SecureClient
import CorePages

AppPage {
    id: page

    required property TextViewModel vm

    viewModel: vm

    AppCard {
        LegalText {
            objectName: "legalText"
            text: page.vm.text
        }
    }
}
